"""Names of the variables that stand for an option."""

DATA_ENV_VAR = "MAGINFO_DATA"
PROFILE_ENV_VAR = "MAGINFO_PROFILE"
