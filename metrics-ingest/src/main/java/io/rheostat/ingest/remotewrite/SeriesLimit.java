package io.rheostat.ingest.remotewrite;

import io.rheostat.ingest.matching.PushReadings;
import io.rheostat.ingest.push.MalformedRequestException;

/// Limit of the series of a request.
final class SeriesLimit {
  private SeriesLimit() {}

  static void check(int series, PushReadings into) throws MalformedRequestException {
    int limit = into.limits().seriesPerRequest();
    if (series > limit) {
      throw new MalformedRequestException(
          "the request has more than "
              + limit
              + " series. Lower max_samples_per_send in the sender's queue_config.");
    }
  }
}
