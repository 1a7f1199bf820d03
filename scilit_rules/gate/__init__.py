"""The one way in for whatever files bring: nothing is opened, inflated or parsed but through here."""
