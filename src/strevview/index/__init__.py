"""A cumulative index of many issues: who, where and when, by issue and page."""
