"""Releases written in the formats that people and programs take away."""

from qala.store.exports.order import Column, Credit, Form, Order

__all__ = ["Column", "Credit", "Form", "Order"]
