"""Riwaya (رواية): who said what, according to whom, across Arabic news accounts of one event."""

__version__ = "0.1.0"
