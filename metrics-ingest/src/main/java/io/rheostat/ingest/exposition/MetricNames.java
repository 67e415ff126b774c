package io.rheostat.ingest.exposition;

import com.google.protobuf.ByteString;
import io.rheostat.ingest.exposition.ExpositionProto.LabelPair;
import io.rheostat.ingest.exposition.ExpositionProto.Metric;
import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.exposition.series.MalformedPageException;
import io.rheostat.ingest.exposition.series.NumberParser;
import io.rheostat.ingest.exposition.series.SeriesReader;
import java.nio.charset.CharacterCodingException;
import java.util.TreeMap;

/// Reader of the names and labels of a protobuf metric in full; used once for each series.
///
/// @param family the number of the metric's family on its page, from 1
record MetricNames(int family) {
  /// Returns the labels of a sample.
  ///
  /// @param pointLabel the label to distinguish the samples of one metric; empty for none
  /// @param bound its value
  Labels labels(Metric metric, String pointLabel, double bound) throws MalformedPageException {
    TreeMap<String, String> labels = new TreeMap<>();
    if (!pointLabel.isEmpty()) {
      labels.put(pointLabel, NumberParser.text(bound));
    }
    for (LabelPair pair : metric.getLabelList()) {
      String label = text(pair.getName());
      if (label.isEmpty()) {
        throw MalformedPageException.inFamily(family, "a label has no name");
      }
      if (label.equals("__name__") || labels.put(label, text(pair.getValue())) != null) {
        throw MalformedPageException.inFamily(family, "label " + label + " is there twice");
      }
    }
    return new Labels(labels);
  }

  /// Returns a name or value.
  String text(ByteString bytes) throws MalformedPageException {
    try {
      return SeriesReader.utf8(bytes.toByteArray());
    } catch (CharacterCodingException _) {
      throw MalformedPageException.inFamily(family, "a name or label is not UTF-8");
    }
  }
}
