namespace Mantle.Core.Entities;

/// <summary>A value of the store, as it is in memory.</summary>
public interface IVersioned
{
    /// <summary>Number of the commit that made it, counted from 1; 0 when it was never stored.</summary>
    long Version { get; }
}
