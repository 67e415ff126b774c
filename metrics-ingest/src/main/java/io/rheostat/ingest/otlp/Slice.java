package io.rheostat.ingest.otlp;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;

/// A message inside a body, as its bytes. What a request is made of is walked on these, so that a
/// body of many empty messages costs nothing.
///
/// @param bytes the whole body
/// @param offset where the message begins
/// @param length of the message
@SuppressWarnings("ArrayRecordComponent") // a view, never compared
record Slice(byte[] bytes, int offset, int length) {
  static Slice of(byte[] body) {
    return new Slice(body, 0, body.length);
  }

  CodedInputStream open() {
    return CodedInputStream.newInstance(bytes, offset, length);
  }

  /// The message that is next in a stream that was opened here; the stream passes over it.
  Slice next(CodedInputStream in) throws IOException {
    int size = in.readRawVarint32();
    int from = in.getTotalBytesRead();
    in.skipRawBytes(size);
    return new Slice(bytes, offset + from, size);
  }

  /// Passes over a field that is not read.
  static void skip(CodedInputStream in, int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new IOException("a group ends that did not begin");
    }
  }
}
