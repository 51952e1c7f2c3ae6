namespace Mantle.Wire;

/// <summary>Reads the members of a request, telling <paramref name="checker"/> of required numbers that are absent.</summary>
public delegate T JsonBinder<out T>(ref JsonRequestReader reader, ref ConstraintChecker checker);
