"""Networks as files other programs read. A new format is one writer and one row in the table."""

from triskele.exports.formats import NETWORK_FORMATS, NetworkFormat, network_format, write_network

__all__ = ["NETWORK_FORMATS", "NetworkFormat", "network_format", "write_network"]
