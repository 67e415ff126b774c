package io.rheostat.simulator.trace.file;

import io.rheostat.simulator.trace.Request;
import java.util.List;

/// Statistics of a trace, as seen from outside.
public record TraceStatistics(
    double ratePerSecond,
    double gapVariation,
    double peakMinuteOverMean,
    double inputTokens,
    double outputTokens) {
  public static TraceStatistics of(List<Request> requests) {
    double seconds = requests.getLast().at().toNanos() / 1e9;
    double input = 0;
    double output = 0;
    double squares = 0;
    int[] minutes = new int[(int) (seconds / 60)];
    for (int i = 0; i < requests.size(); i++) {
      Request request = requests.get(i);
      input += request.inputTokens();
      output += request.outputTokens();
      int minute = (int) request.at().toMinutes();
      if (minute < minutes.length) {
        minutes[minute]++;
      }
      if (i > 0) {
        double gap = request.at().minus(requests.get(i - 1).at()).toNanos() / 1e9;
        squares += gap * gap;
      }
    }
    int gaps = requests.size() - 1;
    double mean = seconds / gaps;
    double peak = 0;
    double whole = 0;
    for (int count : minutes) {
      peak = Math.max(peak, count);
      whole += count;
    }
    return new TraceStatistics(
        requests.size() / seconds,
        Math.sqrt(squares / gaps - mean * mean) / mean,
        peak * minutes.length / whole,
        input / requests.size(),
        output / requests.size());
  }
}
