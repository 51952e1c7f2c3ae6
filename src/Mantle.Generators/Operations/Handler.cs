namespace Mantle.Generators;

/// <summary>What the generator keeps of a class marked <c>[Operation]</c>; equal to itself while the code means the same.</summary>
/// <param name="Module">The module that lists the operation: its namespace, a dot and its name.</param>
/// <param name="Operation">The operation's name.</param>
/// <param name="Making">An expression that joins the class to its operation, as the module writes it.</param>
/// <param name="Problem">What is wrong with the class; null where nothing is.</param>
/// <param name="Place">Where the class is.</param>
sealed record Handler(string Module, string Operation, string Making, Problem? Problem, Place Place);

/// <summary>A diagnostic to report, with its arguments.</summary>
sealed record Problem(string Id, string First, string Second = "");
