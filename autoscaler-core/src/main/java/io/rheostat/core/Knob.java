package io.rheostat.core;
public final class Knob { public static double d(String n,double v){ String s=System.getProperty("k."+n); return s==null?v:Double.parseDouble(s);} }
