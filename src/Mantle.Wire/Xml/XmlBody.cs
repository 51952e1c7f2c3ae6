namespace Mantle.Wire;

/// <summary>Writes the members of a response.</summary>
public delegate void XmlBody<in T>(ref XmlResponseWriter writer, T response);
