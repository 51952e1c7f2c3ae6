namespace Mantle.Wire;

/// <summary>Reads the members of a request, and reports absent required numbers to <paramref name="checker"/>.</summary>
public delegate T QueryBinder<out T>(QueryReader reader, ref ConstraintChecker checker);
