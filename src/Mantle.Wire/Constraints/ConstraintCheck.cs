namespace Mantle.Wire;

/// <summary>Checks a request against the model.</summary>
public delegate void ConstraintCheck<in T>(T request, ref ConstraintChecker checker);
