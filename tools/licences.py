"""Check the licences of what runs in production against `licences.toml`."""

import sys
from collections.abc import Iterable

from license_expression import ExpressionError, LicenseExpression, get_spdx_licensing

from tools.components import Component, components, policy

SPDX = get_spdx_licensing()


def refused(found: Iterable[Component], allowed: frozenset[str]) -> list[str]:
    """One line for each component whose licence is unknown or not allowed."""
    return [
        f"{each.name} {each.version} ({each.kind}): {problem}"
        for each in found
        if (problem := _problem(each.licence, allowed))
    ]


def _problem(licence: str, allowed: frozenset[str]) -> str:
    if not licence:
        return "names no licence"
    try:
        expression = SPDX.parse(licence, validate=True)
    except ExpressionError:
        return f"'{licence}' is not an SPDX licence expression"
    return "" if _is_allowed(expression, allowed) else f"'{licence}' is not allowed"


def _is_allowed(expression: LicenseExpression, allowed: frozenset[str]) -> bool:
    """Whether one may use it under allowed licences: all parts of AND, any part of OR."""
    if isinstance(expression, SPDX.AND):
        return all(_is_allowed(part, allowed) for part in expression.args)
    if isinstance(expression, SPDX.OR):
        return any(_is_allowed(part, allowed) for part in expression.args)
    return str(expression) in allowed


def main() -> int:
    """Print what is refused; the number of lines decides the exit code."""
    lines = refused(components(), policy().allowed)
    print("\n".join(lines) or "All licences are allowed.")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
