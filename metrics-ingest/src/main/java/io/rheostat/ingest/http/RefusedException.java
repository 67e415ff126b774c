package io.rheostat.ingest.http;

import io.rheostat.ingest.metrics.IngestLimit;
import java.io.IOException;
import java.util.Optional;

/// Refusal of a request, not read any further; the connection ends with the answer. It travels
/// through the streams of a body, without another way out.
final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Answer answer;
  private final transient Optional<IngestLimit> limit;

  private RefusedException(Answer answer, Optional<IngestLimit> limit) {
    super(answer.words(), null);
    this.answer = answer;
    this.limit = limit;
  }

  static RefusedException of(Answer answer) {
    return new RefusedException(answer, Optional.empty());
  }

  static RefusedException above(IngestLimit limit, Answer answer) {
    return new RefusedException(answer, Optional.of(limit));
  }

  /// Creates the refusal of a request this server cannot read as HTTP.
  static RefusedException malformed(String words) {
    return of(Answer.refused(400, words));
  }

  Answer answer() {
    return answer;
  }

  /// Returns the exceeded limit, if any.
  Optional<IngestLimit> limit() {
    return limit;
  }
}
