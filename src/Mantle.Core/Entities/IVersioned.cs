namespace Mantle.Core.Entities;

/// <summary>A value of the store in memory: an account or an organization.</summary>
public interface IVersioned
{
    /// <summary>Number of the commit that made this state, counted from 1; 0 if it was never stored.</summary>
    long Version { get; }
}
