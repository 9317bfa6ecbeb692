namespace Orleans.Distributed.Loops;

/// <summary>A part of a loop that goes to a worker.</summary>
/// <param name="Number">Different for all pieces of a loop; with a static schedule the place of the worker in the list.</param>
/// <param name="Range">The iterations, counted from 0.</param>
/// <param name="Deaths">How many workers died with it.</param>
internal sealed record LoopPiece(int Number, LoopRange Range, int Deaths = 0);
