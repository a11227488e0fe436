"""The data as a package for other programs; scripts/build_data_package.py writes it."""
