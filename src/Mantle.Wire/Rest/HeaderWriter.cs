namespace Mantle.Wire;

/// <summary>Writes one header of an answer.</summary>
public delegate void HeaderWriter(string name, string value);
