namespace Mantle.Wire;

/// <summary>Reads a request's members, telling <paramref name="checker"/> of required numbers that are absent.</summary>
public delegate T QueryBinder<out T>(QueryReader reader, ref ConstraintChecker checker);
