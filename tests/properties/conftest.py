"""Properties: what must hold for any person, dose and name. The same examples on every run, so that a failure stays."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    max_examples=20,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],  # nothing is kept between runs; an example explains itself
    database=None,
    # A run of the command line (the fixture `maginfo`) leaves nothing behind for the next one.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("repeatable")
