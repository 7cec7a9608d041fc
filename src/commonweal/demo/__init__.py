"""Wealdmarch, a fictional system, for trying Commonweal without real practice files."""

from commonweal.demo.files import BANNER, DemoFiles
from commonweal.demo.wealdmarch import build

__all__ = ["BANNER", "DemoFiles", "build"]
