package io.rheostat.benchmarks.protocol;
final class Probe {
  public static void main(String[] a) {
    long from = Long.parseLong(a[0]); long n = Long.parseLong(a[1]);
    Variant v = a.length > 2 && !a[2].isEmpty() ? PlantedBug.valueOf(a[2]) : Variant.SOUND;
    int lines = a.length > 3 ? Integer.parseInt(a[3]) : 60;
    long t = System.nanoTime(); long events = 0; int bad = 0;
    for (long s = from; s < from + n; s++) {
      Simulation.Result r = Simulation.run(s, v, lines);
      events += r.events();
      if (lines > 100000) { r.trace().forEach(System.out::println); System.out.println(r.violation()); }
      else if (r.violation().isPresent()) { bad++; if (bad <= 12) System.out.println("seed " + s + " " + r.violation().get()); }
    }
    System.out.printf("%s seeds %d events %d bad %d, %.1f s%n", v, n, events, bad, (System.nanoTime() - t) / 1e9);
  }
}
