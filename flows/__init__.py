"""Prefect flows over the journey: the only place that imports Prefect."""
