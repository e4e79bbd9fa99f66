"""The metric dictionary as data, and the tidy frame of metrics that it yields."""

from metrics.dictionary import FEW, Metric, metric, metrics
from metrics.frame import metrics_frame

__all__ = ["FEW", "Metric", "metric", "metrics", "metrics_frame"]
