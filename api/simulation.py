"""Invented dossiers of the last 24 months, for benchmarks and load tests: `motcua simulate`.

Every dossier follows one of STORIES: actions that the lifecycle's table allows one after the other (each story is
played through `lifecycle.decide` before anything is written). Codes come from the real counters, due dates from the
real calendar, and the events are chained with the real key, so that nothing afterwards can tell these dossiers from
others, except that the offices are marked as a demonstration and the people's names say that they are invented.
What goes on beside a dossier is left out: no files, no messages, no invitations to rate.

Rows are written by Core in batches, each one write unit, so memory does not grow with their number. The same seed on
the same database gives the same dossiers; a repeated call adds others.
"""

from __future__ import annotations

import hashlib
import math
import sys
import uuid
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate, batched_or_none
from random import Random
from types import SimpleNamespace
from typing import Any, NamedTuple, cast
