"""Allocations: weighted population, target, distance from target, growth, convergence, pounds."""
