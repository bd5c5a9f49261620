"""Only the bytes in use give the right answer to a nonce."""

import hashlib
import hmac

from hypothesis import given
from hypothesis import strategies as st

from holdfast.core.proof import Round, fresh, hmac_hex

NONCE = b"n" * 32
OLD, NEW = b"level = 1\n", b"level = 2\n"
KNOWN = {hashlib.sha256(raw).hexdigest(): raw for raw in (NEW, OLD)}
SHA_NEW, SHA_OLD = KNOWN


class Asked(dict):
    """Known contents that count how often each was fetched."""

    def __init__(self):
        super().__init__(KNOWN)
        self.fetched = []

    def raw(self, sha256):
        self.fetched.append(sha256)
        return self[sha256]


def test_the_proof_is_the_hmac_that_the_protocol_names():
    assert hmac_hex(NONCE, NEW) == hmac.new(NONCE, NEW, hashlib.sha256).hexdigest()


def test_a_worker_that_claims_the_new_and_runs_the_old_proves_the_old():
    question = Round(NONCE, KNOWN.__getitem__)
    assert question.match(hmac_hex(NONCE, OLD), [SHA_NEW, *KNOWN]) == SHA_OLD
    assert question.match(hmac_hex(NONCE, NEW), [SHA_NEW, *KNOWN]) == SHA_NEW


def test_unknown_bytes_an_old_nonce_and_silence_prove_nothing():
    question = Round(NONCE, KNOWN.__getitem__)
    for proof in (hmac_hex(NONCE, b"level = 3\n"), hmac_hex(b"m" * 32, NEW), "", "é", SHA_NEW):
        assert question.match(proof, KNOWN) == ""


def test_what_is_not_stored_any_more_matches_nothing():
    question = Round(NONCE, KNOWN.__getitem__)
    assert question.match(hmac_hex(NONCE, b""), ["0" * 64, *KNOWN]) == ""


def test_a_hundred_workers_cost_one_hmac_and_a_liar_one_per_content():
    contents = Asked()
    question = Round(NONCE, contents.raw)
    for _ in range(100):
        assert question.match(hmac_hex(NONCE, NEW), [SHA_NEW, *KNOWN]) == SHA_NEW
    assert contents.fetched == [SHA_NEW]
    for _ in range(100):
        assert question.match("f" * 64, KNOWN) == ""
    assert contents.fetched == [SHA_NEW, SHA_OLD]
    assert question.match("", ["f" * 64]) == ""
    assert len(contents.fetched) == 2  # no proof, no work


@given(st.binary(min_size=16, max_size=32), st.binary(max_size=64), st.binary(max_size=64))
def test_two_contents_are_never_taken_for_each_other(nonce, one, other):
    found = Round(nonce, {"one": one, "other": other}.__getitem__).match(hmac_hex(nonce, other), ["one", "other"])
    assert found == ("one" if one == other else "other")


def test_a_proof_is_worth_three_intervals():
    assert fresh(10.0, 13.0, 1.0)
    assert not fresh(10.0, 13.01, 1.0)
