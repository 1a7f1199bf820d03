"""Findings put into sentences, tallies and briefs, in Chinese and English, before a format lays them out."""
