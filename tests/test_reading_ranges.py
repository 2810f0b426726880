"""A few intervals of another project's tests.

The sentences of CASES are from Microsoft Recognizers-Text (Specs/NumberRange), which carries this notice:

    Copyright (c) Microsoft Corporation. All rights reserved. Licensed under the MIT License.

    Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
    documentation files (the "Software"), to deal in the Software without restriction, including without limitation
    the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to
    permit persons to whom the Software is furnished to do so, subject to the following conditions: The above copyright
    notice and this permission notice shall be included in all copies or substantial portions of the Software. THE
    SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
    WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS
    OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
    OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""

from __future__ import annotations

import pytest

from asreported.reading import find_counts

CASES = [
    ("en", "This number is greater than 4,565", [(4566, None)]),
    ("en", "Fewer than a thousand giant pandas still live in the wild.", [(0, 999)]),
    ("en", "x is no less than 194 and less than 12.", [(194, None), (0, 11)]),
    ("en", "The number range is 1000 - 5000", [(1000, 5000)]),
    ("en", "His score is equal to 5000 or less than 6000", [(5000, 5000), (0, 5999)]),
    ("fr", "Il y a des pommes au plus 100 et au moins 20.", [(20, 100)]),
    ("fr", "Le nombre varie de 1000 à 5000", [(1000, 5000)]),
    ("es", "Hay 100 como máximo y 20 como mínimo manzanas.", [(20, 100)]),
    ("es", "Saca una nota entre menos diez y quince.", [(-10, 15)]),
    ("ar", "المبلغ المطلوب أقل من ألف", [(0, 999)]),
    ("ar", "يتراوح العدد من ألف إلى ألف وخمسمائة.", [(1000, 1500)]),
]


@pytest.mark.parametrize(("language", "sentence", "bounds"), CASES)
def test_intervals_of_another_project_are_read_alike(language, sentence, bounds):
    assert bounds == [(one.low, one.high) for one in find_counts(sentence, language)]
