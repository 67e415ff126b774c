package io.rheostat.ingest.testing;

import static io.rheostat.ingest.testing.Declared.labels;

import io.rheostat.config.settings.Configuration;
import io.rheostat.config.settings.Ingest;
import io.rheostat.ingest.http.exchange.PostedRequest;
import io.rheostat.ingest.http.exchange.RequestHeaders;
import io.rheostat.ingest.matching.SeriesMatcher;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Sample;
import java.util.ArrayList;
import java.util.List;

/// Fixture of the tests of pushed metrics: one declared workload of pods, and limits of their own.
public final class Pushing {
  public static final long NOW = Bench.START.toEpochMilli();
  public static final Workload CHAT =
      Declared.workload("chat", labels("namespace", "chat"), "h100");
  public static final Configuration CONFIGURATION = Declared.of(Declared.VLLM, CHAT);

  private Pushing() {}

  public static SeriesMatcher matcher() {
    return new SeriesMatcher(CONFIGURATION);
  }

  /// Small limits.
  public static Ingest limits(int series, int labels, int known, double samplesPerSecond) {
    Ingest.Limits base = Ingest.DEFAULT.limits();
    return new Ingest(
        Ingest.DEFAULT.listen(),
        Ingest.DEFAULT.tls(),
        Ingest.DEFAULT.tokenFile(),
        Ingest.DEFAULT.bearerTokens(),
        Ingest.DEFAULT.haReplicaLabels(),
        new Ingest.Limits(
            base.bodyBytes(),
            base.bodiesInFlightBytes(),
            base.requestsInFlight(),
            base.connections(),
            series,
            labels,
            base.labelLengthBytes(),
            samplesPerSecond,
            known,
            base.requestTime()));
  }

  public static PostedRequest request(byte[] body, String... headersAndValues) {
    RequestHeaders headers = RequestHeaders.NONE;
    for (int index = 0; index < headersAndValues.length; index += 2) {
      headers = headers.with(headersAndValues[index], headersAndValues[index + 1]);
    }
    return new PostedRequest("test", headers, body);
  }

  /// Readings in short: replica, signal, bound and value of each sample.
  public static List<String> told(List<Reading> readings) {
    List<String> told = new ArrayList<>();
    for (Reading reading : readings) {
      for (Sample sample : reading.samples()) {
        told.add(
            reading.replica()
                + switch (sample) {
                  case Sample.Scalar(var signal, _, double value) -> " " + signal + " " + value;
                  case Sample.Bucket(var signal, _, double bound, double count) ->
                      " " + signal + " le " + bound + " " + count;
                });
      }
    }
    return told;
  }
}
