"""The demo's workers: small, real, and driven by one app.toml. Run one alone with `python3 -m holdfast.worker.demo.metrics`."""
