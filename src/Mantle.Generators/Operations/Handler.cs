namespace Mantle.Generators;

/// <summary>The generator's data of a class marked <c>[Operation]</c>. It stays equal while the class's meaning does not change.</summary>
/// <param name="Module">The full name of the module that lists the operation.</param>
/// <param name="Operation">The operation's name.</param>
/// <param name="Making">The expression in the module that creates the operation from the class.</param>
/// <param name="Problem">The problem of the class; null if there is none.</param>
/// <param name="Place">The class's position in the code.</param>
sealed record Handler(string Module, string Operation, string Making, Problem? Problem, Place Place);

/// <summary>A diagnostic to report, and its arguments.</summary>
sealed record Problem(string Id, string First, string Second = "");
