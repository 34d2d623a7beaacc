"""Colours that can be read: contrast as WCAG 2.2 defines it (relative luminance, contrast ratio)."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls
from itertools import chain

READABLE = 4.5
"""The contrast ratio of normal text (WCAG 2.2, success criterion 1.4.3, level AA)."""

LIGHT_GROUND = "#eae7e0"
"""The darkest surface of the light theme: what is readable here is readable on all of them, and under white text."""
DARK_GROUND = "#262d32"
"""The lightest surface of the dark theme."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")
_STEPS = 200


def is_colour(text: str) -> bool:
    """Whether `text` is a colour in the form `#0b5f73`."""
    return _HEX.match(text) is not None


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1.0 (the same) to 21.0 (black and white)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def is_readable_on_light(colour: str) -> bool:
    """Whether text in this colour is readable on every light surface, and white text on it."""
    return contrast(colour, LIGHT_GROUND) >= READABLE


def accent_on_light(colour: str) -> str:
    """The colour itself, or the nearest darker one of the same hue that is readable on light surfaces."""
    return _until_readable(colour, 0.0, LIGHT_GROUND)


def accent_on_dark(colour: str) -> str:
    """The colour itself, or the nearest lighter one of the same hue that is readable on dark surfaces."""
    return _until_readable(colour, 1.0, DARK_GROUND)


def _until_readable(colour: str, lightness: float, ground: str) -> str:
    """Moves the colour's lightness (HLS) towards `lightness` until it stands out from `ground`."""
    hue, start, saturation = rgb_to_hls(*(channel / 255 for channel in _channels(colour)))
    shades = (start + (lightness - start) * step / _STEPS for step in range(1, _STEPS + 1))
    candidates = chain([colour.lower()], (_hex(hls_to_rgb(hue, shade, saturation)) for shade in shades))
    return next(shade for shade in candidates if contrast(shade, ground) >= READABLE)


def _hex(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
