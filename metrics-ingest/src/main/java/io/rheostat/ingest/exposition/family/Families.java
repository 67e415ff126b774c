package io.rheostat.ingest.exposition.family;

import io.rheostat.ingest.exposition.series.MalformedPageException;
import io.rheostat.ingest.exposition.series.PageSeriesKey;
import io.rheostat.ingest.exposition.series.SampleRole;
import io.rheostat.ingest.exposition.series.SeriesReader;
import io.rheostat.ingest.exposition.series.TextCursor;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Metric families of the OpenMetrics pages of one target, and the rules for their order. Kept
/// between pages, so a family and the place of a series in it are worked out once; facts of one
/// page are page numbers, compared with the current one.
public final class Families {
  private static final int SLACK = 256;

  private final TextCursor cursor;
  private final Map<PageSeriesKey, Family> byName = new HashMap<>();
  private final Map<String, Name> names = new HashMap<>();
  private final PageSeriesKey probe = new PageSeriesKey();
  private final MetricPoint point = new MetricPoint();
  private Family current = Family.NONE;
  private boolean declaring;
  private long page;
  private int opened;

  public Families(TextCursor cursor) {
    this.cursor = cursor;
  }

  /// Name reserved by one family of a page, as its own or for its samples.
  private static final class Name {
    private long page;
  }

  /// Begins a page: facts of the page before no longer count.
  public void startPage() {
    page++;
    opened = 0;
    declaring = false;
    current = Family.NONE;
    point.end();
  }

  /// Checks the last rules of a page, read to its end.
  public void complete() throws MalformedPageException {
    closePoint();
  }

  /// Keeps the remembered families in proportion to the page, whether it was well formed or not.
  public void endPage() {
    probe.pointAtNothing();
    if (byName.size() > 2 * opened + SLACK) {
      forget();
    }
  }

  /// Forgets all families; the places of series in them are found again.
  public void forget() {
    byName.clear();
    names.clear();
    current = Family.NONE;
  }

  /// Begins a line of metadata, with the name in a slice.
  public void declare(int from, int to) throws MalformedPageException {
    Family family = family(from, to);
    if (family != current) {
      open(family);
      declaring = true;
    }
    if (current.samplePage == page) {
      throw malformed("metadata of " + current.name() + " behind its samples");
    }
  }

  /// Takes the HELP line of the present family.
  ///
  /// @throws MalformedPageException when the family has one on this page already
  public void help() throws MalformedPageException {
    boolean again = current.helpPage == page;
    current.helpPage = page;
    refuseSecond(again, "HELP");
  }

  /// Takes the type of the present family, and reserves the names of its samples.
  ///
  /// @throws MalformedPageException when the family has a type on this page already, or when its
  ///     unit or another family's names do not allow this one
  public void type(FamilyType type) throws MalformedPageException {
    boolean again = current.typePage == page;
    become(type);
    current.typePage = page;
    refuseSecond(again, "TYPE");
    refuseUnitWithoutMeasure();
    for (String sample : current.sampleNames()) {
      claim(sample);
    }
  }

  /// Takes the unit of the present family.
  ///
  /// @param unit may be empty, for none
  public void unit(String unit) throws MalformedPageException {
    boolean again = current.unitPage == page;
    current.unitPage = unit.isEmpty() ? current.unitPage : page;
    refuseSecond(again, "UNIT");
    if (!unit.isEmpty() && !current.name().endsWith("_" + unit)) {
      throw malformed("the name " + current.name() + " does not end with its unit, _" + unit);
    }
    refuseUnitWithoutMeasure();
  }

  /// Checks a sample, and finds the place of its series when unknown.
  ///
  /// @param from index of the series' first byte on the page
  /// @param to index behind its last byte
  public void place(KnownSeries<?> series, int from, int to) throws MalformedPageException {
    if (declaring) {
      settle();
    }
    if (series.membership.family() != current) {
      series.membership = find(SeriesReader.over(cursor, from, to, true).series());
    }
  }

  /// Checks a sample of a series with a known place.
  public void sample(Membership member, double value, boolean stamped, double seconds)
      throws MalformedPageException {
    if (!point.of(member.group())) {
      closePoint();
      if (member.group().page == page) {
        throw malformed("the samples of a metric are not together");
      }
      member.group().page = page;
      point.begin(member, stamped, seconds);
    } else if (point.endsAt(stamped, seconds)) {
      closePoint();
      point.begin(seconds);
    } else {
      refuse(point.timeComplaint(stamped, seconds));
    }
    refuse(point.add(member, value, cursor.line));
  }

  private Membership find(SeriesReader.Series series) throws MalformedPageException {
    Optional<SampleRole> role =
        current.samplePage == page ? current.role(series.name()) : Optional.empty();
    if (role.isEmpty()) {
      if (series.name().equals(current.name())) {
        throw malformed("the samples of " + current.name() + " are " + current.sampleNames());
      }
      // A family without metadata has the name of its sample.
      byte[] name = series.name().getBytes(StandardCharsets.UTF_8);
      open(family(name, 0, name.length));
      settle();
      role = Optional.of(SampleRole.VALUE);
    }
    try {
      return Membership.of(series, current, role.get());
    } catch (Membership.BadSeriesException bad) {
      throw malformed(String.valueOf(bad.getMessage()));
    }
  }

  /// Ends the metadata of the current family, at its first sample.
  private void settle() {
    declaring = false;
    if (current.typePage != page && current.type() != FamilyType.UNKNOWN) {
      become(FamilyType.UNKNOWN);
    }
    current.samplePage = page;
  }

  private void become(FamilyType type) {
    if (current.type() != type) {
      Family changed = current.as(type);
      // The probe still points at the name of the current family.
      byName.put(probe.copy(), changed);
      current = changed;
    }
  }

  private Family family(int from, int to) throws MalformedPageException {
    if (cursor.bytes[from] != '"') {
      return family(cursor.bytes, from, to);
    }
    String unquoted = SeriesReader.over(cursor, from, to, true).metricName();
    byte[] name = unquoted.getBytes(StandardCharsets.UTF_8);
    return family(name, 0, name.length);
  }

  private Family family(byte[] bytes, int from, int to) {
    probe.pointAt(bytes, from, to);
    Family known = byName.get(probe);
    if (known != null) {
      return known;
    }
    String name = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    Family family = new Family(name, FamilyType.UNKNOWN);
    byName.put(probe.copy(), family);
    return family;
  }

  private void open(Family family) throws MalformedPageException {
    closePoint();
    point.end();
    opened++;
    current = family;
    if (family.openPage == page) {
      throw malformed("the family " + family.name() + " is there twice, or not together");
    }
    family.openPage = page;
    claim(family.name());
  }

  private void claim(String sample) throws MalformedPageException {
    Name name = names.computeIfAbsent(sample, _ -> new Name());
    if (name.page == page) {
      throw malformed("the name " + sample + " belongs to another family of the page");
    }
    name.page = page;
  }

  private void refuseSecond(boolean again, String what) throws MalformedPageException {
    if (again) {
      throw malformed("a second # " + what + " of " + current.name());
    }
  }

  private void refuseUnitWithoutMeasure() throws MalformedPageException {
    if (current.unitPage == page && !current.type().measures()) {
      throw malformed("an info or a stateset has no unit");
    }
  }

  private void closePoint() throws MalformedPageException {
    String complaint = point.complaint();
    if (!complaint.isEmpty()) {
      throw new MalformedPageException(point.line(), complaint);
    }
  }

  private void refuse(String complaint) throws MalformedPageException {
    if (!complaint.isEmpty()) {
      throw malformed(complaint);
    }
  }

  private MalformedPageException malformed(String reason) {
    return cursor.malformed(reason);
  }
}
