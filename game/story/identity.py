"""The stable ids of choices: a save and a count of odds remember a choice by nothing else."""

from __future__ import annotations


def unnamed(scene: str, number: int) -> str:
    """The id of a choice whose author gave it none: its scene, and its place among the choices there, from 1."""
    return f"{scene}-{number}"


def going_on(scene: str) -> str:
    """The id of the choice that stands for going on, in a scene that asks nothing."""
    return f"{scene}-on"
