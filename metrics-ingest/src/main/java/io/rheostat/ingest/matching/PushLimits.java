package io.rheostat.ingest.matching;

import java.util.List;

/// Limits on pushed series.
///
/// @param knownSeries that are remembered; a new one is refused while there are as many
/// @param labelsPerSeries labels of a series at most
/// @param labelLength bytes of a label's name or value at most
/// @param pairLabels labels that tell the two of a highly available pair of senders apart; they are
///     dropped, so that both say the same
public record PushLimits(
    int knownSeries, int labelsPerSeries, int labelLength, List<String> pairLabels) {
  public PushLimits {
    pairLabels = List.copyOf(pairLabels);
  }
}
