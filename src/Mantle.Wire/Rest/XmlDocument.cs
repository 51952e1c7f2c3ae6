namespace Mantle.Wire;

/// <summary>Writes the document of an answer; false, and nothing written, where there is none.</summary>
public delegate bool XmlDocument<in T>(ref XmlResponseWriter writer, T response);
