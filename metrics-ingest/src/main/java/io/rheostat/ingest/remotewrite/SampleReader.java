package io.rheostat.ingest.remotewrite;

import com.google.protobuf.CodedInputStream;
import io.rheostat.ingest.matching.PushReadings;
import java.io.IOException;

/// Reader of samples, the same message in both versions.
final class SampleReader {
  private SampleReader() {}

  /// Hands over a sample.
  ///
  /// @return false when it is refused
  static boolean read(CodedInputStream in, PushReadings into) throws IOException {
    int outside = in.pushLimit(in.readRawVarint32());
    double value = 0;
    long millis = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case Fields.VALUE -> value = in.readDouble();
        case Fields.TIMESTAMP -> millis = in.readInt64();
        default -> Fields.skip(in, tag);
      }
    }
    in.popLimit(outside);
    return into.sample(value, millis);
  }
}
