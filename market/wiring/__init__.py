"""Ties the packages together: `hearing` says who hears and answers what at once, `jobs` what the worker does later."""
