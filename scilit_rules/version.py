"""Which version this is. It stands in the code so that no start has to read the metadata of the installation."""

VERSION = "0.1.0"
