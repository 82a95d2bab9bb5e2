"""The label of a parcel: what stands on it, as A6 pages, as sheets of four, and as a page to print."""

from market.delivery.labels.content import Label, label_of
from market.delivery.labels.html import html_labels
from market.delivery.labels.pdf import pdf_labels

__all__ = ["Label", "html_labels", "label_of", "pdf_labels"]
