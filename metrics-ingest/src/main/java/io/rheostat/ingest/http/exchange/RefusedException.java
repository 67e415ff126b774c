package io.rheostat.ingest.http.exchange;

import io.rheostat.ingest.metrics.IngestLimit;
import java.io.IOException;
import java.util.Optional;

/// Refusal of a request, not read any further; the connection ends with the answer. It travels
/// through the streams of a body, without another way out.
public final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Reply answer;
  private final transient Optional<IngestLimit> limit;

  private RefusedException(Reply answer, Optional<IngestLimit> limit) {
    super(answer.words(), null);
    this.answer = answer;
    this.limit = limit;
  }

  /// Creates a refusal for another reason than a limit.
  public static RefusedException of(Reply answer) {
    return new RefusedException(answer, Optional.empty());
  }

  /// Creates a refusal for exceeding a limit.
  public static RefusedException above(IngestLimit limit, Reply answer) {
    return new RefusedException(answer, Optional.of(limit));
  }

  /// Creates the refusal of a request this server cannot read as HTTP.
  public static RefusedException malformed(String words) {
    return of(Reply.refused(400, words));
  }

  /// Returns the answer to the client, with its status and error message.
  public Reply answer() {
    return answer;
  }

  /// Returns the exceeded limit, if any.
  public Optional<IngestLimit> limit() {
    return limit;
  }
}
