package io.rheostat.ingest.http.exchange;

/// Posted request.
///
/// @param source the sender: the name of its bearer token, else the subject of its certificate,
///     else its address without the port
/// @param headers by name in any case; without Content-Encoding when the server has unpacked it
/// @param body whole, and unpacked when it was sent with gzip
@SuppressWarnings("ArrayRecordComponent") // requests are handed on, never compared
public record PostedRequest(String source, RequestHeaders headers, byte[] body) {}
