package io.rheostat.ingest.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.rheostat.ingest.matching.PushReadings;
import io.rheostat.ingest.otlp.OtlpProto.Resource;
import io.rheostat.ingest.push.MalformedRequestException;
import io.rheostat.ingest.push.PushBody;
import java.io.IOException;

/// Parser of one `ExportMetricsServiceRequest`. Its parts may stand in any order, so each message
/// is walked twice: for its common properties, then for its parts.
final class MetricsRequest implements PushBody {
  private static final int MESSAGE = WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final int VARINT = WireFormat.WIRETYPE_VARINT;
  private static final int SOURCES =
      OtlpProto.ExportMetricsServiceRequest.RESOURCE_METRICS_FIELD_NUMBER << 3 | MESSAGE;
  private static final int RESOURCE =
      OtlpProto.ResourceMetrics.RESOURCE_FIELD_NUMBER << 3 | MESSAGE;
  private static final int SCOPES =
      OtlpProto.ResourceMetrics.SCOPE_METRICS_FIELD_NUMBER << 3 | MESSAGE;
  private static final int METRICS = OtlpProto.ScopeMetrics.METRICS_FIELD_NUMBER << 3 | MESSAGE;
  private static final int NAME = OtlpProto.Metric.NAME_FIELD_NUMBER << 3 | MESSAGE;
  private static final int UNIT = OtlpProto.Metric.UNIT_FIELD_NUMBER << 3 | MESSAGE;
  private static final int GAUGE = OtlpProto.Metric.GAUGE_FIELD_NUMBER << 3 | MESSAGE;
  private static final int SUM = OtlpProto.Metric.SUM_FIELD_NUMBER << 3 | MESSAGE;
  private static final int HISTOGRAM = OtlpProto.Metric.HISTOGRAM_FIELD_NUMBER << 3 | MESSAGE;
  private static final int EXPONENTIAL =
      OtlpProto.Metric.EXPONENTIAL_HISTOGRAM_FIELD_NUMBER << 3 | MESSAGE;
  private static final int SUMMARY = OtlpProto.Metric.SUMMARY_FIELD_NUMBER << 3 | MESSAGE;

  /// Field tag of the data points, the same in all kinds of data.
  private static final int POINTS = OtlpProto.Sum.DATA_POINTS_FIELD_NUMBER << 3 | MESSAGE;

  private static final int TEMPORALITY =
      OtlpProto.Sum.AGGREGATION_TEMPORALITY_FIELD_NUMBER << 3 | VARINT;
  private static final int MONOTONIC = OtlpProto.Sum.IS_MONOTONIC_FIELD_NUMBER << 3 | VARINT;

  /// Limit of a data point or a source's attributes in bytes; real ones are below 20 KiB.
  private static final int MOST_BYTES = 1 << 19;

  private final byte[] body;
  private int points;
  private int rejected;

  MetricsRequest(byte[] body) {
    this.body = body;
  }

  /// Returns the number of refused data points.
  int rejected() {
    return rejected;
  }

  @Override
  public int read(PushReadings into) throws MalformedRequestException {
    DataPoints taken = new DataPoints(into);
    Slice all = Slice.of(body);
    try {
      CodedInputStream in = all.open();
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag == SOURCES) {
          readSource(all.next(in), taken, into);
        } else {
          Slice.skip(in, tag);
        }
      }
    } catch (IOException broken) {
      throw new MalformedRequestException(
          "the body is no ExportMetricsServiceRequest in protobuf: " + broken.getMessage());
    }
    return points;
  }

  private void readSource(Slice source, DataPoints taken, PushReadings into)
      throws IOException, MalformedRequestException {
    AttributeLabels labels = new AttributeLabels(resource(source));
    CodedInputStream in = source.open();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == SCOPES) {
        readScope(source.next(in), new Taking(taken, labels, into));
      } else {
        Slice.skip(in, tag);
      }
    }
  }

  private record Taking(DataPoints points, AttributeLabels source, PushReadings into) {}

  private static Resource resource(Slice source) throws IOException, MalformedRequestException {
    Resource resource = Resource.getDefaultInstance();
    CodedInputStream in = source.open();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == RESOURCE) {
        resource = Resource.parseFrom(limited(source.next(in)).open());
      } else {
        Slice.skip(in, tag);
      }
    }
    return resource;
  }

  private void readScope(Slice scope, Taking taking) throws IOException, MalformedRequestException {
    CodedInputStream in = scope.open();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == METRICS) {
        readMetric(scope.next(in), taking);
      } else {
        Slice.skip(in, tag);
      }
    }
  }

  private void readMetric(Slice message, Taking taking)
      throws IOException, MalformedRequestException {
    String name = "";
    String unit = "";
    int kind = 0;
    Slice data = message;
    CodedInputStream in = message.open();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case NAME -> name = in.readStringRequireUtf8();
        case UNIT -> unit = in.readStringRequireUtf8();
        case GAUGE, SUM, HISTOGRAM, EXPONENTIAL, SUMMARY -> {
          kind = tag;
          data = message.next(in);
        }
        default -> Slice.skip(in, tag);
      }
    }
    switch (kind) {
      case GAUGE -> readData(data, new Named(name, unit, Metric.Kind.GAUGE), taking);
      case SUM -> readData(data, new Named(name, unit, Metric.Kind.SUM), taking);
      case HISTOGRAM -> readData(data, new Named(name, unit, Metric.Kind.HISTOGRAM), taking);
      case EXPONENTIAL ->
          readData(data, new Named(name, unit, Metric.Kind.EXPONENTIAL_HISTOGRAM), taking);
      case SUMMARY -> readData(data, new Named(name, unit, Metric.Kind.SUMMARY), taking);
      default -> {
        // A metric without data, or of a newer, unknown kind.
      }
    }
  }

  private record Named(String name, String unit, Metric.Kind kind) {}

  private void readData(Slice data, Named named, Taking taking)
      throws IOException, MalformedRequestException {
    Metric metric = metric(data, named);
    int limit = taking.into.limits().seriesPerRequest();
    CodedInputStream in = data.open();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == POINTS) {
        Slice point = limited(data.next(in));
        if (++points > limit) {
          throw new MalformedRequestException(
              "the request has more than "
                  + limit
                  + " data points. Lower send_batch_max_size of the Collector's batch processor.");
        }
        rejected += taking.points.take(metric, taking.source, point) ? 0 : 1;
      } else {
        Slice.skip(in, tag);
      }
    }
  }

  private static Metric metric(Slice data, Named named) throws IOException {
    int temporality = 0;
    boolean monotonic = false;
    CodedInputStream in = data.open();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case TEMPORALITY -> temporality = in.readEnum();
        case MONOTONIC -> monotonic = in.readBool();
        default -> Slice.skip(in, tag);
      }
    }
    return new Metric(
        named.name,
        named.unit,
        named.kind,
        switch (temporality) {
          case OtlpProto.AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA_VALUE ->
              Metric.Temporality.DELTA;
          case OtlpProto.AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE_VALUE ->
              Metric.Temporality.CUMULATIVE;
          default -> Metric.Temporality.UNSPECIFIED;
        },
        monotonic);
  }

  private static Slice limited(Slice message) throws MalformedRequestException {
    if (message.length() > MOST_BYTES) {
      throw new MalformedRequestException(
          "a data point or resource has "
              + message.length()
              + " bytes; "
              + MOST_BYTES
              + " are taken");
    }
    return message;
  }
}
