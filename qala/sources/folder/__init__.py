"""A city in a folder: read it, check it, begin a new one."""

from qala.sources.folder.load import check_city, load_city
from qala.sources.folder.problems import Problem, Severity

__all__ = ["Problem", "Severity", "check_city", "load_city"]
