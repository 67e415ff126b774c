package io.rheostat.ingest.testing;

import io.rheostat.ingest.reject.Rejection;
import io.rheostat.ingest.reject.RejectionReason;
import io.rheostat.ingest.reject.Rejects;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps every rejection.
public final class RecordingRejects implements Rejects {
  private final List<Rejection> rejections = new CopyOnWriteArrayList<>();

  @Override
  public void reject(String source, Rejection rejection) {
    rejections.add(rejection);
  }

  public List<Rejection> rejections() {
    return List.copyOf(rejections);
  }

  public List<RejectionReason> reasons() {
    return rejections.stream().map(Rejection::reason).toList();
  }
}
