"""Fractal noise: sums of waves of all lengths, the longer the stronger."""

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float64]


def fractal(
    rng: np.random.Generator, shape: tuple[int, int], *, longest: float, power: float
) -> Field:
    """A field of mean 0 and deviation 1, waves longer than `longest` cells left out.

    The amplitude of a wave of frequency f is f^-power (spectral synthesis: Saupe 1988, "Algorithms
    for random fractals"; power 2 is about what bare hills have).
    """
    rows, columns = shape
    frequency = np.hypot(np.fft.fftfreq(rows)[:, None], np.fft.rfftfreq(columns)[None, :])
    amplitude = np.where(frequency > 1 / longest, np.maximum(frequency, 1e-9) ** -power, 0.0)
    waves = np.fft.rfft2(rng.standard_normal(shape)) * amplitude
    field = np.fft.irfft2(waves, s=shape)
    return np.asarray((field - field.mean()) / field.std())
