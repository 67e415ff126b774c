package io.rheostat.ingest.otlp;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;

/// Message inside a body, as its bytes. Requests are walked on slices, so a body of many empty
/// messages costs nothing.
///
/// @param bytes the whole body
/// @param offset index of the message's first byte
/// @param length of the message
@SuppressWarnings("ArrayRecordComponent") // a view, never compared
record Slice(byte[] bytes, int offset, int length) {
  static Slice of(byte[] body) {
    return new Slice(body, 0, body.length);
  }

  CodedInputStream open() {
    return CodedInputStream.newInstance(bytes, offset, length);
  }

  /// Returns the next message of a stream opened here; the stream passes over it.
  Slice next(CodedInputStream in) throws IOException {
    int size = in.readRawVarint32();
    int from = in.getTotalBytesRead();
    in.skipRawBytes(size);
    return new Slice(bytes, offset + from, size);
  }

  /// Skips an unread field.
  static void skip(CodedInputStream in, int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new IOException("a group ends that did not begin");
    }
  }
}
