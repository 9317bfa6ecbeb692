namespace Engine.Tests.Exceptions;

/// <summary>An exception that says nothing about how it travels.</summary>
public sealed class PlainException(string message) : Exception(message);
